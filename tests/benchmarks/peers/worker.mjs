// What worker.py does, for engines of Node: worker.mjs ENGINE TEMPLATE VALUES, beside node_modules given by PEERS.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const WARM_UP = 1e6; // CPU microseconds: V8 compiles what runs often
const ROUND = 2e5;
const folder = path.resolve(process.env.PEERS);
const require = createRequire(folder + path.sep);

const engines = {
  docxtemplater(template, values) {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return () => {
      const document = new Docxtemplater(new PizZip(template), { delimiters: { start: "{{", end: "}}" } });
      document.render(values);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"(template, values) {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler({ delimiters: { tagStart: "{{", tagEnd: "}}" } });
    return () => handler.process(template, values);
  },
};

async function microseconds(work, times) {
  const start = process.cpuUsage();
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const [engine, template, values] = process.argv.slice(2);
const work = engines[engine](fs.readFileSync(template), JSON.parse(values));
const document = Buffer.from(await work()).toString("base64");
let times = 1;
while ((await microseconds(work, times)) < WARM_UP) times *= 2;
times = Math.max(1, Math.round((times * ROUND) / WARM_UP));
const about = JSON.parse(fs.readFileSync(path.join(folder, "node_modules", engine, "package.json")));
console.log(JSON.stringify({ version: `${about.version}, Node ${process.versions.node}`, document }));
for await (const _ of readline.createInterface({ input: process.stdin })) {
  console.log((await microseconds(work, times)) / times);
}
