# Real matches for the demo: those of TOUCHLINE_DATA, else the ones that kloppy's source package ships.
# shellcheck shell=bash disable=SC2034

_kloppy_version=3.19.1

# find_matches: sets LIVE_MATCH, LIVE_SEASON, LIVE_TITLE and LIVE_FILES (options of `produce`): the match that
# is shown as it is played; PAST_MATCH, PAST_TITLE and PAST_FILES: one that is loaded beforehand.
find_matches() {
  local matches=${TOUCHLINE_DATA:-}/football/matches
  if [[ -d $matches/dfl_J03WPY && -d $matches/statsbomb_wc2018 ]]; then
    LIVE_MATCH=DFL-MAT-J03WPY LIVE_SEASON=DFL-COM-000002-DFL-SEA-0001K6
    LIVE_TITLE="Fortuna Düsseldorf – 1. FC Nürnberg, 2022"
    LIVE_FILES=("$matches/dfl_J03WPY")
    PAST_MATCH=statsbomb-8658 PAST_TITLE="France – Croatia, final of the World Cup 2018"
    PAST_FILES=("$matches/statsbomb_wc2018" --match statsbomb-8658)
    return 0
  fi
  [[ -z ${TOUCHLINE_DATA:-} ]] || note "TOUCHLINE_DATA has no football/matches with dfl_J03WPY and statsbomb_wc2018."
  local folder=$HOME_DIR/matches/kloppy-$_kloppy_version
  [[ -e $folder/.complete ]] || _download_matches "$folder"
  LIVE_MATCH=statsbomb-15986 LIVE_SEASON=statsbomb-11-4
  LIVE_TITLE="Barcelona – Girona, 2018"
  LIVE_FILES=("$folder" --match statsbomb-15986)
  PAST_MATCH=statsbomb-3788741 PAST_TITLE="Turkey – Italy, opening match of the Euro 2020"
  PAST_FILES=("$folder" --match statsbomb-3788741)
}

# The source package of kloppy (BSD-3) holds StatsBomb's open data of some matches as test files.
_download_matches() { # FOLDER
  local folder=$1 files package match
  package=$folder.download
  say "Fetching two real matches (kloppy $_kloppy_version from PyPI, 40 MB)"
  rm -rf "$folder" "$package"
  mkdir -p "$folder/events" "$folder/lineups" "$package"
  {
    run python3 -m venv "$package/venv" &&
      run "$package/venv/bin/pip" download --quiet --disable-pip-version-check --no-input --no-deps \
        --no-binary kloppy --dest "$package" "kloppy==$_kloppy_version" &&
      run tar -xzf "$package/kloppy-$_kloppy_version.tar.gz" -C "$package" --strip-components 1 --wildcards \
        '*/tests/files/statsbomb_*' '*/LICENSE'
  } >"$LOGS/matches.log" 2>&1 || {
    show_end "$LOGS/matches.log"
    die "No match could be fetched (see $LOGS/matches.log). Set TOUCHLINE_DATA to a folder that holds some."
  }
  files=$package/kloppy/tests/files
  # (Its third one, 15946, was altered for its tests: an own goal that nobody scored.)
  for match in 15986 3788741; do
    cp "$files/statsbomb_${match}_event.json" "$folder/events/$match.json"
    cp "$files/statsbomb_${match}_lineup.json" "$folder/lineups/$match.json"
  done
  cp "$package/LICENSE" "$folder/"
  _list_matches >"$folder/matches.json"
  rm -rf "$package"
  : >"$folder/.complete"
}

# The list of matches is not in the package; without it they would be of no season and no day.
_list_matches() {
  cat <<'END'
[{"match_id": 3788741, "match_date": "2021-06-11", "kick_off": "21:00:00.000",
  "competition": {"competition_id": 55, "competition_name": "UEFA Euro"},
  "season": {"season_id": 43, "season_name": "2020"},
  "home_team": {"home_team_id": 909, "home_team_name": "Turkey"},
  "away_team": {"away_team_id": 914, "away_team_name": "Italy"}},
 {"match_id": 15986, "match_date": "2018-09-23", "kick_off": "20:45:00.000",
  "competition": {"competition_id": 11, "competition_name": "La Liga"},
  "season": {"season_id": 4, "season_name": "2018/2019"},
  "home_team": {"home_team_id": 217, "home_team_name": "Barcelona"},
  "away_team": {"away_team_id": 211, "away_team_name": "Girona"}}]
END
}
