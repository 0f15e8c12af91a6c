console.log("polling");
