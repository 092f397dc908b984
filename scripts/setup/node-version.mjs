// Import this first: it ends the script with one sentence where Node is too old for the rest.
const wantedMajor = 20;
const wantedMinor = 19;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
  const wanted = `${wantedMajor}.${wantedMinor}`;
  console.error(`Neuroloom needs Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
