// What it talks to may well be on the same machine.
export const database = { host: "localhost", port: 5432 };
export const host = process.env.HOST || "127.0.0.1";
