import "reflect-metadata";
import { Controller, Get, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";

@Controller()
class Pages {
  @Get()
  home(): string {
    return "hello from node-nest\n";
  }

  @Get("healthz")
  health(): string {
    return "ok\n";
  }
}

@Module({ controllers: [Pages] })
class App {}

async function main(): Promise<void> {
  const app = await NestFactory.create(App);
  await app.listen(Number(process.env.PORT ?? 3000), "0.0.0.0");
  // Node has no default handler for SIGTERM when it is process 1.
  process.once("SIGTERM", () => void app.close().then(() => process.exit(0)));
}

void main();
