// Runs one SQL statement and prints its rows as JSON: node query.mjs "SELECT 1 AS one"
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");
console.log(JSON.stringify((await connection.runAndReadAll(process.argv[2])).getRowObjectsJson()));
