# What stands in a format besides its fields stays, whatever it is.
x = 5
print(ascii('\ud800' % ()), ascii('\ud800a %s' % (x,)), ascii('\ud800%%' % ()))
print(ascii('%s\udcff%r' % (x, x)), ascii('\ufffd %s' % (x,)), ascii('a %s' % (x,)))
print(ascii(f'\ud800{x}'), ascii(f'\ufffd{x}'), ascii('\ufffd %s' % x))
#--- lazy
#| '\ud800' '\ud800a 5' '\ud800%'
#| '5\udcff5' '\ufffd 5' 'a 5'
#| '\ud8005' '\ufffd5' '\ufffd 5'
#--- eager
#| '\ud800' '\ud800a 5' '\ud800%'
#| '5\udcff5' '\ufffd 5' 'a 5'
#| '\ud8005' '\ufffd5' '\ufffd 5'
