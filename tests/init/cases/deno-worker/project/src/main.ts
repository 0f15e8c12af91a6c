import { Redis } from "ioredis";

const redis = new Redis(Deno.env.get("REDIS_URL") ?? "redis://localhost:6379");
await redis.connect();
while (true) {
  const item = await redis.blpop("jobs", 5);
  if (item) console.log(item[1]);
}
