// Runs SQL statements and prints the rows of each as JSON, a line each: node query.mjs "SELECT 1 AS one" "SELECT 2 AS two"
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");
for (const sql of process.argv.slice(2)) console.log(JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson()));
