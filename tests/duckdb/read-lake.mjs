// Reads every table of a lake with DuckDB, through the log's list of live files, and prints one JSON object:
// { "<folder>": { version, files, rows, digest, facts, columns, appIds } }. Fails where a file, a statistic or a row count is wrong.
// digest is over all columns; facts leaves out the hash of the raw answer, which changes with every byte of it.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const lake = process.argv[2];
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");

const query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
const quote = (text) => `'${text.replaceAll("'", "''")}'`;

/** Folders below the lake that hold a Delta log. */
function tables(folder) {
  return readdirSync(join(lake, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
    .flatMap((entry) => {
      const inner = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return existsSync(join(lake, inner, "_delta_log")) ? [inner] : tables(inner);
    })
    .sort();
}

/** What the log of a table adds up to. */
function snapshot(table) {
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

/** Statistics must hold for every row: a reader skips files by them. */
async function checkStatistics(table, path, file) {
  const stats = JSON.parse(file.stats);
  for (const [column, low] of Object.entries(stats.minValues)) {
    const high = stats.maxValues[column];
    // A bare number would be read as DECIMAL, and its cast to DOUBLE is not exact.
    const literal = (value) => (typeof value === "string" ? quote(value) : `'${value}'::DOUBLE`);
    const cast = typeof low === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(low) ? "::TIMESTAMPTZ" : "";
    const [{ outside }] = await query(`SELECT count(*) AS outside FROM read_parquet(${quote(path)}, hive_partitioning = false)
      WHERE "${column}" < ${literal(low)}${cast} OR "${column}" > ${literal(high)}${cast}`);
    if (Number(outside) > 0) throw new Error(`${table}: ${outside} rows of ${file.path} lie outside the statistics of ${column}`);
  }
  for (const [column, nulls] of Object.entries(stats.nullCount)) {
    const [{ found }] = await query(`SELECT count(*) - count("${column}") AS found FROM read_parquet(${quote(path)}, hive_partitioning = false)`);
    if (Number(found) !== nulls) throw new Error(`${table}: ${file.path} has ${found} nulls in ${column}, its statistics say ${nulls}`);
  }
  return stats.numRecords;
}

const result = {};
for (const table of tables("")) {
  const state = snapshot(table);
  const paths = [];
  let promised = 0;
  for (const file of state.files.values()) {
    const path = join(lake, table, decodeURIComponent(file.path));
    if (statSync(path).size !== file.size) throw new Error(`${path}: the log says ${file.size} bytes`);
    promised += await checkStatistics(table, path, file);
    paths.push(path);
  }
  const columns = JSON.parse(state.metadata.schemaString).fields.map((field) => field.name);
  const entry = { version: state.version, files: paths.length, rows: 0, digest: null, facts: null, columns, appIds: state.appIds };
  if (paths.length > 0) {
    const source = `read_parquet([${paths.map(quote).join(", ")}], hive_partitioning = true, union_by_name = true)`;
    const digest = async (of) => {
      const [row] = await query(`WITH t AS (SELECT ${of.map((column) => `"${column}"`).join(", ")} FROM ${source})
        SELECT count(*) AS rows, md5(string_agg(t::VARCHAR, chr(10) ORDER BY t::VARCHAR)) AS digest FROM t`);
      if (Number(row.rows) !== promised) throw new Error(`${table}: ${row.rows} rows, the statistics promise ${promised}`);
      return row.digest;
    };
    const facts = await digest(columns.filter((column) => !column.endsWith("raw_sha256")));
    Object.assign(entry, { rows: promised, digest: await digest(columns), facts });
  }
  result[table] = entry;
}
// Files that no log lists, staged or left by a killed run, must be whole all the same.
for (const path of readdirSync(lake, { recursive: true }).filter((name) => name.endsWith(".parquet"))) {
  await query(`SELECT count(*) FROM read_parquet(${quote(join(lake, path))}, hive_partitioning = false)`);
}
console.log(JSON.stringify(result));
