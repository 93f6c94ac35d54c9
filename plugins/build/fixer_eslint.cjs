// Runs inside the sandbox, in the folder of a package: ESLint's own fixes of the rules that were reported, file by file.
// The plan on standard input maps each file to its rules. Files are changed in place; nothing that is printed is read.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const folder = process.cwd();
const eslint = createRequire(path.join(folder, "package.json"))("eslint");

async function main() {
  const plan = JSON.parse(fs.readFileSync(0, "utf8"));
  // From 8.57 on ESLint itself tells whether the configuration is a flat or an eslintrc one.
  const Linter = eslint.loadESLint ? await eslint.loadESLint({ cwd: folder }) : eslint.ESLint;
  for (const [file, rules] of Object.entries(plan)) {
    const linter = new Linter({ cwd: folder, fix: (message) => rules.includes(message.ruleId) });
    await Linter.outputFixes(await linter.lintFiles([file]));
  }
}

main();
