const main = document.querySelector("main");
if (main) main.textContent = `hello from static-yarn at ${location.pathname}`;
