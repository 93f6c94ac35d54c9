// Runs inside the sandbox, in the folder of a package: TypeScript's own code fixes of the diagnostics that were reported.
// The plan on standard input is a list of { file, line, column }. Files are changed in place, all or none of them;
// nothing that is printed is read.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

// In order of preference. What fills in stubs, placeholders or casts, or takes code out, is left to people.
const SAFE = [
  "import",
  "spelling",
  "convertToTypeOnlyImport",
  "convertToTypeOnlyExport",
  "forgottenThisPropertyAccess",
  "fixOverrideModifier",
  "addMissingAwait",
  "fixAwaitInSyncFunction",
  "inferFromUsage",
];
const WEAKENS = /\b(?:any|unknown|never|object|Function)\b|@ts-|eslint-disable/;
const MAX_FIXES = 60;

const folder = process.cwd();
const ts = createRequire(path.join(folder, "package.json"))("typescript");
const plan = JSON.parse(fs.readFileSync(0, "utf8")).map((one) => ({ ...one, file: path.join(folder, one.file) }));
const texts = new Map();
const versions = new Map();

function textOf(file) {
  if (!texts.has(file)) texts.set(file, ts.sys.readFile(file));
  return texts.get(file);
}

function optionsCovering(config, file, depth) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const read = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  if (!read) return undefined;
  if (read.fileNames.some((name) => path.resolve(name) === file)) return { read, config };
  for (const reference of depth ? read.projectReferences || [] : []) {
    const found = optionsCovering(ts.resolveProjectReferencePath(reference), file, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function projectOf(file) {
  for (let at = path.dirname(file); at.startsWith(folder); at = path.dirname(at)) {
    const config = path.join(at, "tsconfig.json");
    const found = ts.sys.fileExists(config) ? optionsCovering(config, file, 3) : undefined;
    if (found) return found;
  }
  return undefined;
}

function serviceOf({ read, config }) {
  return ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getScriptFileNames: () => read.fileNames,
    getScriptVersion: (file) => String(versions.get(file) || 0),
    getScriptSnapshot: (file) => (textOf(file) === undefined ? undefined : ts.ScriptSnapshot.fromString(textOf(file))),
    getCurrentDirectory: () => path.dirname(config),
    getCompilationSettings: () => read.options,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  });
}

function errorsOf(service, file) {
  const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
  return found.filter((one) => one.category === ts.DiagnosticCategory.Error && one.start !== undefined);
}

// What a diagnostic is about, wherever the fixes before it have moved it to.
const identity = (one) => `${one.file.fileName} ${one.code} ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`;

function isReported(one) {
  const place = one.file.getLineAndCharacterOfPosition(one.start);
  return plan.some(
    (row) =>
      row.file === path.resolve(one.file.fileName) &&
      row.line === place.line + 1 &&
      (row.column === null || row.column === place.character + 1),
  );
}

function formatOf(text) {
  const format = ts.getDefaultFormatCodeSettings(text.includes("\r\n") ? "\r\n" : "\n");
  const indent = /^(\t| {2,8})\S/m.exec(text);
  if (indent) Object.assign(format, { convertTabsToSpaces: indent[1] !== "\t", indentSize: indent[1].length });
  if (indent && indent[1] === "\t") format.indentSize = format.tabSize;
  return format;
}

function fixOf(service, file, one) {
  const end = one.start + one.length;
  const fixes = service.getCodeFixesAtPosition(file, one.start, end, [one.code], formatOf(textOf(file)), {});
  for (const name of SAFE) {
    const named = fixes.filter((fix) => fix.fixName === name);
    if (named.length > 1) return undefined;
    if (named.length === 1) return isHarmless(named[0]) ? named[0] : undefined;
  }
  return undefined;
}

function isHarmless(fix) {
  return (
    !(fix.commands && fix.commands.length) &&
    fix.changes.every(
      (change) =>
        !change.isNewFile &&
        plan.some((row) => row.file === path.resolve(change.fileName)) &&
        change.textChanges.every((part) => !WEAKENS.test(part.newText)),
    )
  );
}

function apply(fix) {
  for (const change of fix.changes) {
    let text = textOf(change.fileName);
    for (const { span, newText } of [...change.textChanges].sort((a, b) => b.span.start - a.span.start)) {
      text = text.slice(0, span.start) + newText + text.slice(span.start + span.length);
    }
    texts.set(change.fileName, text);
    versions.set(change.fileName, (versions.get(change.fileName) || 0) + 1);
  }
}

// Whether everything reported in `files` could be fixed: with a rest of it the command would fail as before.
function mend(service, files) {
  const open = files.flatMap((file) => errorsOf(service, file).filter(isReported)).map(identity);
  for (let turn = 0; turn < MAX_FIXES; turn++) {
    const next = files.flatMap((file) => errorsOf(service, file)).find((one) => open.includes(identity(one)));
    if (!next) return true;
    open.splice(open.indexOf(identity(next)), 1);
    const fix = fixOf(service, next.file.fileName, next);
    if (!fix) return false;
    apply(fix);
  }
  return false;
}

const projects = new Map();
for (const file of new Set(plan.map((row) => row.file))) {
  const project = projectOf(file);
  if (!project) process.exit(1);
  const known = projects.get(project.config) || { project, files: [] };
  projects.set(project.config, { ...known, files: [...known.files, file] });
}
if (![...projects.values()].every(({ project, files }) => mend(serviceOf(project), files))) process.exit(1);
for (const file of versions.keys()) fs.writeFileSync(file, texts.get(file));
