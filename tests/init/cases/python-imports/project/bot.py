"""Import what it needs from the index."""

import asyncio
import os, sys

import discord
from bs4 import BeautifulSoup as Soup
from dotenv import load_dotenv

import texts
from commands import play

try:
    import uvloop
except ImportError:
    uvloop = None

load_dotenv()
client = discord.Client(intents=discord.Intents.default())
client.run(os.environ["DISCORD_TOKEN"])
