import { serve } from "@hono/node-server";

serve({ fetch: () => new Response("hello"), port: 3000 });
