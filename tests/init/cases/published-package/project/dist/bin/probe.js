import http from "node:http";

const host = "127.0.0.1";
http.get({ host, port: 1080, path: "/healthz" }, (response) => process.exit(response.statusCode === 200 ? 0 : 1));
