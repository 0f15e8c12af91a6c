import logging
import os

import discord
from bot.store import Store

logging.basicConfig(filename="bot.log")
os.makedirs("static", exist_ok=True)
os.makedirs("cache/pages", exist_ok=True)
# open("never.json", "w") is only a remark
client = discord.Client(intents=discord.Intents.default())
store = Store()


@client.event
async def on_ready():
    with open("/var/tmp/elsewhere.json", "w") as file:
        file.write(client.user.name)
    with open("../above.json", "w") as file:
        file.write("x")


client.run(os.environ["TOKEN"])
