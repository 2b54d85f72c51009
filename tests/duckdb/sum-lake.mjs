// Every table of a lake as DuckDB reads its live files: { "<folder>": { rows, columns: { "<name>": { nulls, sum } } } }.
// The sum of a text is its bytes, of a moment its microseconds, of a flag how often it is true; numbers are added without loss of small ones.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { snapshot, tables } from "./delta-log.mjs";

const lake = process.argv[2];
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");

const sums = {
  string: (column) => `sum(strlen("${column}"))`,
  double: (column) => `fsum("${column}")`,
  long: (column) => `sum("${column}")`,
  boolean: (column) => `count(*) FILTER ("${column}")`,
  timestamp: (column) => `sum(epoch_us("${column}"))`,
  date: (column) => `sum(epoch("${column}"::DATE)::BIGINT)`,
};

const result = {};
for (const table of tables(lake)) {
  const state = snapshot(lake, table);
  const fields = JSON.parse(state.metadata.schemaString).fields;
  const files = [...state.files.keys()].map((path) => `'${join(lake, table, decodeURIComponent(path)).replaceAll("'", "''")}'`);
  result[table] = { rows: 0, columns: {} };
  if (files.length === 0) continue;
  const parts = fields.flatMap(({ name, type }) => [`count(*) - count("${name}") AS "${name}.nulls"`, `coalesce(${sums[type](name)}, 0) AS "${name}.sum"`]);
  const sql = `SELECT count(*) AS rows, ${parts.join(", ")} FROM read_parquet([${files}], hive_partitioning = true, union_by_name = true)`;
  const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  result[table] = {
    rows: Number(row.rows),
    columns: Object.fromEntries(fields.map(({ name }) => [name, { nulls: Number(row[`${name}.nulls`]), sum: String(row[`${name}.sum`]) }])),
  };
}
console.log(JSON.stringify(result));
