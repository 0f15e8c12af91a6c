export const hello = (name: string) => `hello from ${name}\n`;
