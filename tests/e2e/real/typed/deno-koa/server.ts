import Koa from "npm:koa@2.16.1";
import Router from "npm:@koa/router@13.1.0";

const router = new Router();
// deno-lint-ignore no-explicit-any
router.get("/", (ctx: any) => {
  ctx.body = "Hello from Koa on Deno";
});
// deno-lint-ignore no-explicit-any
router.get("/time", (ctx: any) => {
  ctx.body = { now: new Date().toISOString() };
});

const app = new Koa();
app.use(router.routes()).use(router.allowedMethods());
app.listen(8080);
console.log("http://localhost:8080");
