console.log(process.env.TOKEN);
