"""How the example of township forms is made: its workbooks and the templates of its forms."""
