const path = require('path')
const Koa = require('koa')
const config = require('config')
const sharp = require('sharp')

const app = new Koa()
app.use(async ctx => {
  const target = path.join(config.get('thumbDir'), `${Buffer.from(ctx.path).toString('hex')}.webp`)
  await sharp(path.join(config.get('uploadDir'), ctx.path)).resize(200).toFile(target)
  ctx.body = target
})
app.listen(config.get('port'))
