import process from 'node:process';
import { Client, GatewayIntentBits } from 'discord.js';
import type { JsonObject } from 'type-fest';
import { z } from 'zod';

const token: string = z.string().parse(process.env.DISCORD_TOKEN);
const client = new Client({ intents: [GatewayIntentBits.Guilds] });
client.on('ready', () => console.log({ ready: true } satisfies JsonObject));
await client.login(token);
