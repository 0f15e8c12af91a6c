import asyncio

import aiosqlite


async def main():
    async with aiosqlite.connect("scores.db") as db:
        await db.execute("CREATE TABLE IF NOT EXISTS scores (name TEXT)")


asyncio.run(main())
