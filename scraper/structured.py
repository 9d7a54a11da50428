import json
def json_ld_blocks(text):
    try: d=json.loads(text, strict=False)
    except ValueError: return []
    out=[]
    for x in (d if isinstance(d,list) else [d]):
        if isinstance(x,dict): out += [y for y in x.get("@graph",[x]) if isinstance(y,dict)]
    return out
def article_block(blocks,url=None,headline=None):
    return next((b for b in blocks if "Article" in str(b.get("@type"))),None)
def first_url(v):
    if isinstance(v,list): v=v[0] if v else None
    if isinstance(v,dict): v=v.get("url")
    return v if isinstance(v,str) else None
def names(v):
    return [x["name"] if isinstance(x,dict) else x for x in (v if isinstance(v,list) else [v]) if x]
