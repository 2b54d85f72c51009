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

/** A bare number would be read as DECIMAL, and its cast to DOUBLE is not exact. */
function literal(value, type) {
  if (value === undefined) return "NULL";
  if (typeof value !== "string") return `'${value}'::DOUBLE`;
  return type === "timestamp" || type === "date" ? `${quote(value)}::TIMESTAMPTZ` : quote(value);
}

/** Statistics must hold for every row: a reader skips files by them. One statement for all files of a table. */
async function checkStatistics(table, fields, files) {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  const stats = new Map([...files].map(([path, file]) => [path, JSON.parse(file.stats)]));
  const keys = (part) => [...new Set([...stats.values()].flatMap((of) => Object.keys(of[part])))];
  const [ranged, counted] = [keys("minValues"), keys("nullCount")];
  const bounds = [...stats].map(([path, of]) => `(${[quote(path), ...ranged.flatMap((column) => [of.minValues, of.maxValues].map((bound) => literal(bound[column], types.get(column))))]})`);
  const names = ["filename", ...ranged.flatMap((_, at) => [`low${at}`, `high${at}`])];
  const counts = [
    "count(*) AS rows",
    ...ranged.map((column, at) => `count(*) FILTER ("${column}" < low${at} OR "${column}" > high${at}) AS outside${at}`),
    ...counted.map((column, at) => `count(*) - count("${column}") AS nulls${at}`),
  ];
  const found = await query(`SELECT filename, ${counts} FROM read_parquet([${[...stats.keys()].map(quote)}], hive_partitioning = false, union_by_name = true, filename = true)
    JOIN (VALUES ${bounds}) AS bounds(${names}) USING (filename) GROUP BY filename`);
  for (const row of found) {
    const { nullCount, numRecords } = stats.get(row.filename);
    const fail = (what) => { throw new Error(`${table}: ${row.filename} ${what}`); };
    if (Number(row.rows) !== numRecords) fail(`has ${row.rows} rows, its statistics say ${numRecords}`);
    ranged.forEach((column, at) => Number(row[`outside${at}`]) > 0 && fail(`has ${row[`outside${at}`]} rows outside the statistics of ${column}`));
    counted.forEach((column, at) => column in nullCount && Number(row[`nulls${at}`]) !== nullCount[column]
      && fail(`has ${row[`nulls${at}`]} nulls in ${column}, its statistics say ${nullCount[column]}`));
  }
  const empty = [...stats].filter(([path, of]) => of.numRecords > 0 && !found.some((row) => row.filename === path));
  if (empty.length > 0) throw new Error(`${table}: ${empty[0][0]} has no rows, its statistics say ${empty[0][1].numRecords}`);
}

const listed = new Set();
const result = {};
for (const table of tables(lake)) {
  const state = snapshot(lake, table);
  const files = new Map([...state.files.values()].map((file) => [join(lake, table, decodeURIComponent(file.path)), file]));
  for (const [path, file] of files) {
    if (statSync(path).size !== file.size) throw new Error(`${path}: the log says ${file.size} bytes`);
    listed.add(path);
  }
  const { fields } = JSON.parse(state.metadata.schemaString);
  const columns = fields.map((field) => field.name);
  const entry = { version: state.version, files: files.size, rows: 0, digest: null, facts: null, columns, appIds: state.appIds };
  if (files.size > 0) {
    await checkStatistics(table, fields, files);
    const source = `read_parquet([${[...files.keys()].map(quote)}], hive_partitioning = true, union_by_name = true)`;
    const text = (of) => `row(${of.map((column) => `"${column}"`).join(", ")})::VARCHAR`;
    const digest = (of) => `md5(string_agg(${of}, chr(10) ORDER BY ${of}))`;
    const [row] = await query(`WITH t AS (SELECT ${text(columns)} AS whole, ${text(columns.filter((column) => !column.endsWith("raw_sha256")))} AS facts FROM ${source})
      SELECT count(*) AS rows, ${digest("whole")} AS whole, ${digest("facts")} AS facts FROM t`);
    Object.assign(entry, { rows: Number(row.rows), digest: row.whole, facts: row.facts });
  }
  result[table] = entry;
}
// Files that no log lists, staged or left by a killed run, must be whole all the same.
const loose = readdirSync(lake, { recursive: true }).map((name) => join(lake, name)).filter((path) => path.endsWith(".parquet") && !listed.has(path));
for (const path of loose) await query(`SELECT count(*) FROM read_parquet(${quote(path)}, hive_partitioning = false)`);
console.log(JSON.stringify(result));
