from models import greeting
import disnake

client = disnake.Client()
print(greeting)
client.run("token")
