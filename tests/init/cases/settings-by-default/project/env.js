const { cleanEnv, str } = require("envalid");

module.exports = cleanEnv(process.env, {
  LABEL_DIR: str({ default: "./labels" }),
  TEMPLATE_DIR: str({ default: "./templates" }),
});
