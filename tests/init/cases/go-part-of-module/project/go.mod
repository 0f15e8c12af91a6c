module example.com/team/balance

go 1.26
