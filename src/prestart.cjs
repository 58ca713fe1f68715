// Plain JavaScript: it must run where TypeScript would not, and say what is missing.
const major = Number(process.versions.node.split(".")[0]);
if (major < 26) {
  process.stderr.write(
    `Herald needs Node 26, and this is Node ${process.versions.node}. \`npm ci\` brings it along on Linux (x64, arm64), macOS (arm64) and Windows (x64): ` +
      "run `npm ci` without --omit=optional, or install Node 26 from https://nodejs.org, then start again.\n",
  );
  process.exit(2);
}
