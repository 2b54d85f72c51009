// Azurite's blob service, which ends with the process that started it: when that one dies, its end of stdin closes.
process.stdin.on("end", () => process.exit(0)).resume();
require("../node_modules/azurite/dist/src/blob/main.js");
