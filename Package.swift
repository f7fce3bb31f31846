// swift-tools-version:6.2
import PackageDescription

/// Debian's C libraries; `deploy/packages` lists the packages that hold them.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig,
    providers: [.apt([package])])
}

/// A module of ours in `Sources/<name>`, and its tests in `Tests/<name>Tests`.
/// `embeds`: text files are compiled in; `Sources/EmbedFilesPlugin` says which.
func module(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], embeds: Bool = false,
  exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(name)", exclude: exclude, resources: resources,
    swiftSettings: [.enableExperimentalFeature("Lifetimes")], plugins: embeds ? ["EmbedFilesPlugin"] : [])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
    resources: resources)
}

let package = Package(
  name: "touchline",
  products: [.executable(name: "touchline", targets: ["touchline"])],
  targets: [
    library("CRdKafka", "rdkafka", "librdkafka-dev"),
    library("CPQ", "libpq", "libpq-dev"),
    library("CXGBoost", "xgboost", "libxgboost-dev"),
    library("CXML", "libxml-2.0", "libxml2-dev"),
    library("CYAML", "yaml-0.1", "libyaml-dev"),
    library("CZlib", "zlib", "zlib1g-dev"),
    .target(
      name: "CSimdjson", path: "Sources/System/CSimdjson",
      cxxSettings: [.define("NDEBUG", .when(configuration: .release))],
      linkerSettings: [.linkedLibrary("simdjson")]),

    .plugin(
      name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"],
      path: "Sources/EmbedFilesPlugin"),
    .executableTarget(name: "EmbedFiles", path: "Sources/EmbedFiles"),

    module("Formats", ["CXML", "CYAML", "CZlib", "CSimdjson"]),
    module("Kafka", ["CRdKafka"]),
    module("Postgres", ["CPQ"]),
    module("Telemetry", []),
    module("Console", ["Telemetry"]),
    module("Boosting", ["CXGBoost", "Formats"]),
    module("Charts", []),
    module("Records", ["Formats"]),
    module("Formula1", ["Records", "Formats"]),
    module("Football", ["Formula1", "Records", "Formats"], exclude: ["Feeds/JSONLines/README.md"]),
    module(
      "Facts", ["Football", "Formula1", "Boosting", "Formats"], embeds: true,
      exclude: [
        "XGoals/Models/xgoals-2026-2.md", "XGoals/Models/xgoals-open-2026-1.md",
        "XPass/Models/xpass-2026-1.md", "XPass/Models/xpass-open-2026-2.md",
        "PitBattle/Models/pitbattle-2026-1.md",
      ]),
    module("Pipeline", ["Facts", "Football", "Formats", "Kafka", "Postgres", "Telemetry"], embeds: true),
    module("TouchlineKit", ["Facts", "Football", "Formula1", "Formats"]),
    .executableTarget(
      name: "touchline",
      dependencies: [
        "Boosting", "Charts", "Console", "Pipeline", "Facts", "Football", "Formats", "Kafka", "Postgres",
        "Telemetry",
      ],
      path: "Sources/touchline"),

    .executableTarget(name: "bench-floor", dependencies: ["CRdKafka", "CPQ"], path: "Sources/Bench/Floor"),
    .executableTarget(
      name: "touchline-bench",
      dependencies: [
        "Boosting", "Pipeline", "Facts", "Football", "Formula1", "Formats", "Kafka", "Postgres", "Telemetry",
      ],
      path: "Sources/Bench/Bench"),

    tests("EmbedFiles", ["EmbedFiles"]),
    tests("Formats", ["Formats"]),
    tests("Kafka", ["Kafka"]),
    tests("Postgres", ["Postgres"]),
    tests("Telemetry", ["Telemetry"]),
    tests("Console", ["Console"]),
    tests("Boosting", ["Boosting", "Formats"]),
    tests("Charts", ["Charts"]),
    tests("Formula1", ["Formula1", "Records", "Formats"]),
    tests("Football", ["Football", "Formula1", "TouchlineKit"]),
    tests("Facts", ["Facts", "TouchlineKit"]),
    tests("Pipeline", ["Pipeline", "TouchlineKit"]),
    tests("EndToEnd", ["Pipeline", "Facts", "Football", "Kafka", "Postgres", "Formats", "touchline"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
