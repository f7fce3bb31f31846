"""Keeps topic files, JSON Schemas and the AsyncAPI document in step with each other and with the tables.

    check.py                      the files under topics/
    check.py --records KIND=FILE...   also records as the program published them, one a line, as
                                      `touchline consume --json` prints them. KIND is their ce_type, or
                                      football.feed and football.skill for the mixtures

Needs jsonschema and PyYAML. Prints what is wrong, one line each; exit 1 if anything is.
"""

import copy
import glob
import json
import os
import re
import sys

import yaml
from jsonschema import Draft202012Validator, FormatChecker

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOPICS = os.path.join(ROOT, "topics")
wrong = []


def expect(condition, message):
    if not condition:
        wrong.append(message)


def load_topics():
    topics = {}
    for path in sorted(glob.glob(os.path.join(TOPICS, "*.yaml"))):
        name = os.path.basename(path)
        with open(path, encoding="utf-8") as file:
            documents = list(yaml.safe_load_all(file))
        expect(len(documents) == 1, f"{name}: one document a file, not {len(documents)}")
        document = documents[0]
        topic = document["spec"]["topicName"]
        expect(name == topic + ".yaml", f"{name}: holds {topic}, so it should be called {topic}.yaml")
        expect(topic not in topics, f"{name}: {topic} is described twice")
        topics[topic] = document
    return topics


def dispatch_rules(topic, document):
    """ce_type -> {table, republish, rows}"""
    text = document["metadata"].get("annotations", {}).get("touchline.io/dispatch", "")
    rules = {}
    for line in text.splitlines():
        match = re.fullmatch(r"([a-z0-9.-]+): table=([a-z0-9_]+) republish=(yes|no)(?: rows=([a-z_]+))?", line)
        expect(match, f"{topic}: cannot read the dispatch rule '{line}'")
        if match:
            expect(match[1] not in rules, f"{topic}: two rules for {match[1]}")
            rules[match[1]] = {"table": match[2], "republish": match[3] == "yes", "rows": match[4]}
    return rules


def check_topics(topics, rules):
    template = topics.get("match.template")
    expect(template, "there is no match.template.yaml")
    fact_partitions = {}
    for topic, document in topics.items():
        metadata, spec = document["metadata"], document["spec"]
        config = spec.get("config", {})
        expect(document["apiVersion"] == "kafka.strimzi.io/v1", f"{topic}: wants kafka.strimzi.io/v1")
        expect(document["kind"] == "KafkaTopic", f"{topic}: wants kind KafkaTopic")
        dns = topic.replace(".", "-")
        expect(metadata["name"] == dns, f"{topic}: its document should be named {dns}")
        expect(re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", dns), f"{topic}: {dns} is no DNS name")
        expect(spec["replicas"] >= 3, f"{topic}: production wants 3 replicas")
        expect(config.get("min.insync.replicas") == 2, f"{topic}: production wants min.insync.replicas 2")
        for key in ("retention.ms", "max.message.bytes", "cleanup.policy"):
            expect(key in config, f"{topic}: does not say {key}")
        if topic.startswith("facts.") and not topic.endswith(".dlq"):
            fact_partitions[topic] = spec["partitions"]
        if topic.endswith(".dlq"):
            source = topics.get(topic.removesuffix(".dlq"))
            expect(source, f"{topic}: there is no topic that it is for")
            room = config.get("max.message.bytes", 0) - source["spec"]["config"]["max.message.bytes"] if source else 1
            expect(room > 0, f"{topic}: a record of its topic with more headers would not fit")
            expect(not rules[topic], f"{topic}: dead letters are not dispatched")
        elif topic != "match.template":
            letters = metadata.get("annotations", {}).get("touchline.io/dead-letters")
            expect(letters == topic + ".dlq", f"{topic}: touchline.io/dead-letters should be {topic}.dlq")
            expect(letters in topics, f"{topic}: there is no {letters}.yaml")
            expect(metadata["annotations"].get("touchline.io/match-topic"), f"{topic}: names no match topic")
            expect(rules[topic], f"{topic}: says nothing of what is done with its records")
            if template:
                room = template["spec"]["config"]["max.message.bytes"] - config["max.message.bytes"]
                expect(room > 0, f"{topic}: its records with more headers would not fit into match topics")
    expect(len(set(fact_partitions.values())) == 1, f"facts.* differ in partitions: {fact_partitions}")
    if template:
        expect(template["spec"]["partitions"] == 1, "match.template: a match topic has one partition")
        managed = template["metadata"]["annotations"].get("strimzi.io/managed")
        expect(managed == "false", "match.template: Strimzi would make a topic of it")


def load_schemas():
    schemas = {}
    for path in sorted(glob.glob(os.path.join(TOPICS, "schemas", "*.json"))):
        name = os.path.basename(path).removesuffix(".json")
        with open(path, encoding="utf-8") as file:
            schemas[name] = json.load(file)
    return schemas


def properties(schema, path=""):
    """Every described field, however deep: (path, its schema)."""
    for name, field in schema.get("properties", {}).items():
        yield f"{path}{name}", field
        yield from properties(field, f"{path}{name}.")
        if isinstance(field.get("items"), dict):
            yield from properties(field["items"], f"{path}{name}[].")


def closed(schema):
    """The same schema, refusing fields that it does not describe."""
    schema = copy.deepcopy(schema)

    def close(part):
        if "properties" in part:
            part["additionalProperties"] = False
        for field in part.get("properties", {}).values():
            close(field)
            if isinstance(field.get("items"), dict):
                close(field["items"])

    close(schema)
    return schema


def validator(schema):
    return Draft202012Validator(schema, format_checker=FormatChecker())


def check_schemas(schemas, types):
    for name in sorted(types - schemas.keys()):
        wrong.append(f"topics/schemas/{name}.json is missing, though a topic carries {name}")
    for name in sorted(schemas.keys() - types):
        wrong.append(f"topics/schemas/{name}.json: no topic carries {name}")
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        expect(schema.get("$id") == f"urn:touchline:{name}:1", f"{name}: its $id should be urn:touchline:{name}:1")
        for path, field in properties(schema):
            expect(len(field.get("description", "")) > 3, f"{name}: {path} has no description")
            unit = {"_m": "etre", "_s": "econds", "_mps": "per second", "_deg": "egrees"}
            for suffix, word in unit.items():
                if path.endswith(suffix) and field.get("type") == "number":
                    expect(word in field["description"], f"{name}: the description of {path} lacks its unit")
        examples = schema.get("examples", [])
        expect(examples, f"{name}: has no example")
        strict = validator(closed(schema))
        for index, example in enumerate(examples):
            for error in strict.iter_errors(example):
                wrong.append(f"{name}: example {index}: {error.json_path}: {error.message}")
            for field in schema["required"]:
                less = {key: value for key, value in example.items() if key != field}
                expect(not strict.is_valid(less), f"{name}: accepts example {index} without {field}")
            for field, value in example.items():
                other = {**example, field: [value] if not isinstance(value, list) else "text"}
                expect(not strict.is_valid(other), f"{name}: accepts any type of {field}")


def check_asyncapi(topics, rules):
    with open(os.path.join(TOPICS, "schemas", "asyncapi.yaml"), encoding="utf-8") as file:
        document = yaml.safe_load(file)
    channels = {channel["address"]: channel for channel in document["channels"].values()}
    described = {topic for topic in topics if topic != "match.template"}
    for topic in sorted(described - channels.keys()):
        wrong.append(f"asyncapi.yaml: {topic} is missing")
    names = {document["metadata"].get("annotations", {}).get("touchline.io/match-topic") for document in topics.values()}
    expected = described | {"match.{matchId}." + name for name in names if name}
    for address in sorted(channels.keys() - expected):
        wrong.append(f"asyncapi.yaml: {address} is no topic")
    for address in sorted(expected - described - channels.keys()):
        wrong.append(f"asyncapi.yaml: {address} is missing")

    def carried(channel):
        return {reference["$ref"].rsplit("/", 1)[-1] for reference in channel["messages"].values()}

    for topic in sorted(described & channels.keys()):
        spec = topics[topic]["spec"]
        kafka = channels[topic].get("bindings", {}).get("kafka", {})
        expect(kafka.get("partitions") == spec["partitions"], f"asyncapi.yaml: {topic} has other partitions")
        expect(kafka.get("replicas") == spec["replicas"], f"asyncapi.yaml: {topic} has other replicas")
        if not topic.endswith(".dlq"):
            expect(carried(channels[topic]) == rules[topic].keys(), f"asyncapi.yaml: {topic} carries other types than its dispatch rules")
            annotation = topics[topic]["metadata"]["annotations"]["touchline.io/match-topic"]
            match = channels.get("match.{matchId}." + annotation)
            # Feeds of several sports share the match topics' name.
            republished = {
                kind
                for other, document in topics.items()
                if document["metadata"].get("annotations", {}).get("touchline.io/match-topic") == annotation
                for kind, rule in rules[other].items()
                if rule["republish"]
            }
            if match:
                expect(carried(match) == republished, f"asyncapi.yaml: match.{{matchId}}.{annotation} carries other types than {topic} republishes")
    for name, message in document["components"]["messages"].items():
        if name == "deadLetter":
            continue
        payload = message["payload"]
        reference = payload.get("$ref") or payload["schema"].get("$ref")
        expect(reference == f"./{name}.json", f"asyncapi.yaml: message {name} should refer to ./{name}.json")
        headers = yaml.safe_dump(message)
        expect(f"urn:touchline:{name}:1" in headers, f"asyncapi.yaml: message {name} names another ce_dataschema")
        expect(re.search(rf"const: {re.escape(name)}\n", headers), f"asyncapi.yaml: message {name} names another ce_type")


def check_tables(rules):
    made = set()
    for folder, _, files in os.walk(os.path.join(ROOT, "Sources")):
        for name in files:
            if name.endswith(".sql"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    made |= set(re.findall(r"CREATE TABLE (\w+)", file.read()))
    for topic, kinds in rules.items():
        for kind, rule in kinds.items():
            if rule["table"] != "none":
                expect(rule["table"] in made, f"{topic}: no migration makes the table {rule['table']} for {kind}")


def check_records(files, schemas):
    """Every field of every record is described, and every description holds."""
    strict = {name: validator(closed(schema)) for name, schema in schemas.items()}
    count = {}
    moments = schemas["football.match"]["properties"]["type"]["enum"]
    other = {"frame": "football.frame", "recompute": "football.recompute", **{moment: "football.match" for moment in moments}}
    for argument in files:
        given, path = argument.split("=", 1)
        before = sum(count.values())
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                value = json.loads(line)
                kind = other.get(value.get("type"), "football.event") if given == "football.feed" else given
                if given == "football.skill":
                    told = "cards" in value and "skill-card" or "gained" in value and "skill-badge"
                    kind = f"football.{told or 'ranking-skill'}"
                if kind not in strict:
                    wrong.append(f"{path}:{number}: {kind} has no schema")
                    continue
                count[kind] = count.get(kind, 0) + 1
                for error in list(strict[kind].iter_errors(value))[:3]:
                    wrong.append(f"{path}:{number}: {kind}: {error.json_path}: {error.message[:200]}")
        expect(sum(count.values()) > before, f"{path}: holds no record of {given}")
    print("  records checked: " + ", ".join(f"{number} {kind}" for kind, number in sorted(count.items())))


def main(arguments):
    topics = load_topics()
    rules = {topic: dispatch_rules(topic, document) for topic, document in topics.items()}
    types = {kind for kinds in rules.values() for kind in kinds}
    schemas = load_schemas()
    check_topics(topics, rules)
    check_schemas(schemas, types)
    check_asyncapi(topics, rules)
    check_tables(rules)
    if arguments[:1] == ["--records"]:
        check_records(arguments[1:], schemas)
    for line in wrong[:50]:
        print(line, file=sys.stderr)
    if len(wrong) > 50:
        print(f"… and {len(wrong) - 50} more", file=sys.stderr)
    if not wrong:
        print(f"  {len(topics)} topics, {len(schemas)} schemas: in step")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
