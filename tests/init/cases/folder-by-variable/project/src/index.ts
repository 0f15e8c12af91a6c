import { z } from "zod";
import { db } from "./db";

const Note = z.object({ body: z.string().min(1) });

const server = Bun.serve({
  port: process.env.PORT ?? 3000,
  routes: {
    "/": () => new Response(Bun.file("public/index.html")),
    "/api/notes": {
      GET: () => Response.json(db.query("SELECT * FROM notes ORDER BY id DESC").all()),
      POST: async (req) => {
        const note = Note.safeParse(await req.json());
        if (!note.success) return Response.json(note.error.issues, { status: 400 });
        return Response.json(db.query("INSERT INTO notes (body) VALUES (?) RETURNING *").get(note.data.body), { status: 201 });
      },
    },
    "/api/notes/:id": {
      DELETE: (req) => {
        db.query("DELETE FROM notes WHERE id = ?").run(req.params.id);
        return new Response(null, { status: 204 });
      },
    },
  },
  fetch: () => new Response("Not found", { status: 404 }),
});

console.log(`Listening on ${server.url}`);
