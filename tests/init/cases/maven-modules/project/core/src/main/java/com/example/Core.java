package com.example;
class Core {}
