import os,sys
def f(a,b = 1):
    return {'a':a ,'b': b}
class  C( object ):
    x=[1,2,
     3]
