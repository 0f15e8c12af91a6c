import { Room } from "./room.ts";

const room = new Room();
const page = await Deno.readTextFile(new URL("./public/index.html", import.meta.url));

Deno.serve({ port: Number(Deno.env.get("PORT") || 8080) }, (req) => {
  const { pathname } = new URL(req.url);
  if (pathname === "/ws") {
    if (req.headers.get("upgrade") !== "websocket") return new Response(null, { status: 426 });
    const { socket, response } = Deno.upgradeWebSocket(req);
    room.join(socket);
    return response;
  }
  if (pathname === "/") {
    return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
  }
  return new Response("Not found", { status: 404 });
});
