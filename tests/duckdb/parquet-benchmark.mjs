// The counterpart of the Parquet benchmark: DuckDB on one thread, the same columns and rows.
// Usage: node parquet-benchmark.mjs <file by the C# writer> <file to write> <runs>
// Prints one line of JSON with the seconds of every run, by the clock and of the processor.
import { DuckDBInstance } from '@duckdb/node-api';

const [source, target, runs] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();

// Touches every value of every column; none of it can be answered from statistics.
const touch = (file) => `SELECT sum(strlen(symbol)), sum(epoch_us(time)), sum(open), sum(high), sum(low), sum(close),
  sum(volume), sum(funding) FROM read_parquet('${file}')`;

const timed = async (sql) => {
  const seconds = [];
  for (let run = 0; run < Number(runs); run++) {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    await connection.run(sql);
    const clock = Number(process.hrtime.bigint() - start) / 1e9;
    const used = process.cpuUsage(cpu);
    seconds.push({ clock, cpu: (used.user + used.system) / 1e6 });
  }
  return seconds;
};

await connection.run(`CREATE TABLE rows AS SELECT * FROM read_parquet('${source}')`);
const write = await timed(`COPY rows TO '${target}' (FORMAT parquet, COMPRESSION snappy)`);
const readOwn = await timed(touch(target));
const readOurs = await timed(touch(source));
const reader = await connection.runAndReadAll('SELECT version()');
console.log(JSON.stringify({ version: reader.getRowsJson()[0][0], write, readOwn, readOurs }));
