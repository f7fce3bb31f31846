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
  PAST_MATCH=statsbomb-15946 PAST_TITLE="Barcelona – Alavés, 2018"
  PAST_FILES=("$folder" --match statsbomb-15946)
}

# The source package of kloppy (BSD-3) holds StatsBomb's open data of some matches as test files.
_download_matches() { # FOLDER
  local folder=$1 files package
  package=$folder.download
  say "Fetching two real matches (kloppy $_kloppy_version from PyPI, 40 MB)"
  rm -rf "$folder" "$package"
  mkdir -p "$folder/events" "$folder/lineups" "$package"
  {
    run python3 -m venv "$package/venv" &&
      run "$package/venv/bin/pip" download --quiet --disable-pip-version-check --no-input --no-deps \
        --no-binary :all: --dest "$package" "kloppy==$_kloppy_version" &&
      run tar -xzf "$package/kloppy-$_kloppy_version.tar.gz" -C "$package" --strip-components 1 --wildcards \
        '*/tests/files/statsbomb_*' '*/LICENSE'
  } >"$LOGS/matches.log" 2>&1 || {
    show_end "$LOGS/matches.log"
    die "No match could be fetched (see $LOGS/matches.log). Set TOUCHLINE_DATA to a folder that holds some."
  }
  files=$package/kloppy/tests/files
  cp "$files/statsbomb_event.json" "$folder/events/15946.json"
  cp "$files/statsbomb_lineup.json" "$folder/lineups/15946.json"
  cp "$files/statsbomb_15986_event.json" "$folder/events/15986.json"
  cp "$files/statsbomb_15986_lineup.json" "$folder/lineups/15986.json"
  cp "$package/LICENSE" "$folder/"
  _list_matches >"$folder/matches.json"
  rm -rf "$package"
  : >"$folder/.complete"
}

# The list of matches is not in the package; without it they would be of no season and no day.
_list_matches() {
  local competition='"competition": {"competition_id": 11, "country_name": "Spain", "competition_name": "La Liga"}'
  local season='"season": {"season_id": 4, "season_name": "2018/2019"}'
  local home='"home_team": {"home_team_id": 217, "home_team_name": "Barcelona"}'
  cat <<END
[{"match_id": 15946, "match_date": "2018-08-18", "kick_off": "22:15:00.000", $competition, $season, $home,
  "away_team": {"away_team_id": 206, "away_team_name": "Deportivo Alavés"}},
 {"match_id": 15986, "match_date": "2018-09-23", "kick_off": "20:45:00.000", $competition, $season, $home,
  "away_team": {"away_team_id": 211, "away_team_name": "Girona"}}]
END
}
