const path = require('path')
const HtmlWebpackPlugin = require('html-webpack-plugin')

module.exports = {
  mode: 'production',
  entry: './src/index.js',
  output: {
    path: path.resolve(__dirname, '../public_html'),
    filename: '[name].js',
  },
  plugins: [new HtmlWebpackPlugin({ title: 'Memory' })],
}
