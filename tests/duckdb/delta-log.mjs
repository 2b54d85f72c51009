// Delta logs of a lake, read as JSON commits from the first on: no checkpoint, nothing cleaned away.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders below the lake that hold a Delta log. */
export function tables(lake, folder = "") {
  return readdirSync(join(lake, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
    .flatMap((entry) => {
      const inner = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return existsSync(join(lake, inner, "_delta_log")) ? [inner] : tables(lake, inner);
    })
    .sort();
}

/** What the log of a table adds up to. */
export function snapshot(lake, table) {
  const log = join(lake, table, "_delta_log");
  const names = readdirSync(log).filter((name) => /^\d{20}\.json$/.test(name)).sort();
  const state = { version: names.length - 1, files: new Map(), appIds: [], metadata: null };
  names.forEach((name, version) => {
    if (Number(name.slice(0, 20)) !== version) throw new Error(`${table}: commit ${version} is missing`);
    for (const line of readFileSync(join(log, name), "utf8").trimEnd().split("\n")) {
      const action = JSON.parse(line);
      if (action.metaData) state.metadata = action.metaData;
      if (action.add) state.files.set(action.add.path, action.add);
      if (action.remove) state.files.delete(action.remove.path);
      if (action.txn) state.appIds.push(action.txn.appId);
    }
  });
  return state;
}
