select a, count(*) from t join u on t.id=u.id where a in (select b from v) and c=1 group by a -- end
