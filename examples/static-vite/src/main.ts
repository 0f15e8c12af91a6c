const main = document.querySelector("main");
if (main) main.textContent = `hello from static-vite at ${location.pathname}`;
