Deno.serve(() => new Response("shop"));
