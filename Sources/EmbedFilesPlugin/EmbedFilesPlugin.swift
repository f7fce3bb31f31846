import Foundation
import PackagePlugin

/// Compiles text files into a target, so that the program is one file and needs nothing beside it.
/// The target gets an `enum EmbeddedFiles` with one list of names and texts a group.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  /// Files of one kind.
  struct Group {
    var name: String
    /// Names of the files are relative to this folder.
    var base: URL
    /// Empty takes every file.
    var suffix: String
    /// Also files in folders of this name, however deep; nil looks into `base` alone.
    var folder: String?
  }

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let groups = groups(of: target)
    guard !groups.isEmpty else {
      Diagnostics.error("EmbedFilesPlugin does not know what to embed into \(target.name)")
      return []
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    var arguments = [output.path]
    var inputs: [URL] = []
    for group in groups {
      let files = try files(of: group)
      inputs += files
      arguments += ["--group", group.name, group.base.path] + files.map(\.path)
    }
    return [
      .buildCommand(
        displayName: "Embedding \(inputs.count) files into \(target.name)",
        executable: try context.tool(named: "EmbedFiles").url, arguments: arguments, inputFiles: inputs,
        outputFiles: [output])
    ]
  }

  /// What is embedded where. All of it lies in the target's own folder, if only through a symbolic
  /// link: SwiftPM asks a plugin again when files come or go there, and nowhere else.
  private func groups(of target: Target) -> [Group] {
    let sources = target.directoryURL
    let topics = sources.appending(path: "topics")
    switch target.name {
    case "Pipeline":
      return [
        Group(name: "migrations", base: sources.appending(path: "Migrations"), suffix: ".sql"),
        Group(name: "topics", base: topics, suffix: ".yaml"),
        Group(name: "schemas", base: topics.appending(path: "schemas"), suffix: ""),
      ]
    case "Facts":
      return [
        Group(name: "models", base: sources, suffix: ".json", folder: "Models"),
        Group(name: "settings", base: sources, suffix: ".yaml", folder: "Settings"),
      ]
    default: return []
    }
  }

  /// In the order of their names, which must not depend on the file system.
  private func files(of group: Group) throws -> [URL] {
    guard FileManager.default.fileExists(atPath: group.base.path) else { return [] }
    let names =
      group.folder == nil
      ? try FileManager.default.contentsOfDirectory(atPath: group.base.path)
      : try FileManager.default.subpathsOfDirectory(atPath: group.base.path)
    return names.sorted()
      .filter { name in
        let parts = name.split(separator: "/")
        guard let last = parts.last, !last.hasPrefix("."), last.hasSuffix(group.suffix) else { return false }
        return group.folder.map { parts.dropLast().contains(Substring($0)) } ?? true
      }
      .map { group.base.appending(path: $0) }
      .filter { !$0.isFolder }
  }
}

extension URL {
  fileprivate var isFolder: Bool {
    var folder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
  }
}
