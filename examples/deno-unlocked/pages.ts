export const pages = { "/": "hello from deno-unlocked\n", "/healthz": "ok\n" };
