export const render = () => "";
