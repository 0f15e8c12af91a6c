export const hello = (name) => `hello from ${name}\n`;
