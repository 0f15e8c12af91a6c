#!/usr/bin/env node
console.log('it makes a shop');
