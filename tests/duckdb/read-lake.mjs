// Reads every table of a lake with DuckDB, through the log's list of live files, and prints one JSON object:
// { "<folder>": { version, files, rows, digest, facts, columns, appIds } }. Fails where a file, a statistic or a row count is wrong.
// digest is over all columns; facts leaves out the hash of the raw answer, which changes with every byte of it.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { snapshot, tables } from "./delta-log.mjs";

const lake = process.argv[2];
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");

const query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
const quote = (text) => `'${text.replaceAll("'", "''")}'`;

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
for (const table of tables(lake)) {
  const state = snapshot(lake, table);
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
